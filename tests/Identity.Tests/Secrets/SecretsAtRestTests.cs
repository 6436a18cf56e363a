using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Tenantry.Identity.Tests;

public sealed class SecretsAtRestTests(SiloFixture silo)
{
    private static readonly (string Key, string Value) InStore = ("Tenantry:Keys:Ring", "store");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("folder", false)]
    [InlineData("folder", true)]
    [InlineData("store", false)]
    [InlineData("store", true)]
    public async Task A_second_process_on_the_same_ring_opens_what_the_first_has_closed(string ring, bool wrapped)
    {
        await using var kms = await StandInKms.Start();
        var (store, folder) = (silo.NewStore(), NewFolder());
        string stored, kid;
        using (var first = await Vault.Open(store, folder, wrapped ? kms : null, ("Tenantry:Keys:Ring", ring)))
        {
            stored = first.Secrets.Protect("totp", "a seed");
            kid = first.Keys.Known!.Newest.Kid;
        }

        using var second = await Vault.Open(store, folder, wrapped ? kms : null, ("Tenantry:Keys:Ring", ring));

        Assert.Equal("a seed", second.Secrets.Open("totp", stored));
        Assert.Null(second.Secrets.Open("another purpose", stored));
        Assert.Equal(kid, second.Keys.Known!.Newest.Kid);
        Assert.Equal(ring == "store" ? 0 : 1, folder.GetFiles("*.xml").Length);
        Assert.Equal(ring == "store" ? 1 : 0, (await store.ReadPartition("identity/key-ring", null, 10, cancellation: Cancellation)).Count);
        Assert.Equal(wrapped, kms.Asked.Count > 0);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("store")]
    public async Task Nothing_secret_is_readable_in_the_store_or_in_a_wrapped_ring(string ring)
    {
        await using var kms = await StandInKms.Start();
        var (store, folder) = (silo.NewStore(), NewFolder());
        using var vault = await Vault.Open(store, folder, kms, ("Tenantry:Keys:Ring", ring));
        var stored = vault.Secrets.Protect("totp", "JBSWY3DPEHPK3PXP");
        var key = vault.Keys.Known!.Newest;
        var pkcs8 = ((Microsoft.IdentityModel.Tokens.ECDsaSecurityKey)key.Signing.Key).ECDsa.ExportPkcs8PrivateKey();
        // What distinguishes this key from others begins after the header that all have in common.
        var (raw, text) = (pkcs8[36..68], Convert.ToBase64String(pkcs8)[52..84]);

        var everything = new List<byte[]> { Encoding.UTF8.GetBytes(stored) };
        await foreach (var record in store.Scan(Cancellation))
            everything.Add(record.Body.ToArray());
        foreach (var file in folder.GetFiles())
            everything.Add(await File.ReadAllBytesAsync(file.FullName, Cancellation));

        Assert.Contains(everything, bytes => Encoding.UTF8.GetString(bytes).Contains("kmsEnvelope", StringComparison.Ordinal));
        Assert.All(everything, bytes =>
        {
            Assert.True(bytes.AsSpan().IndexOf(raw) < 0);
            var readable = Encoding.UTF8.GetString(bytes);
            Assert.DoesNotContain(text, readable, StringComparison.Ordinal);
            Assert.DoesNotContain("JBSWY3DPEHPK3PXP", readable, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", readable, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_the_ring_the_start_says_what_is_missing()
    {
        var store = silo.NewStore();
        using (await Vault.Open(store, NewFolder()))
        {
            // It has made the first signing key.
        }

        var failure = await Assert.ThrowsAsync<SecretsUnavailableException>(() => Vault.Open(store, NewFolder()));

        Assert.Matches("^the signing key .* cannot be opened: it was changed, or the key ring is not the one that encrypted it\\.$", failure.Message);
    }

    [Fact]
    public async Task A_store_that_fails_while_the_ring_is_read_is_no_changed_secret()
    {
        var (store, folder) = (new CountingStore(silo.NewStore()), NewFolder());
        string stored;
        using (var first = await Vault.Open(store, folder, kms: null, InStore))
            stored = first.Secrets.Protect("totp", "a seed");

        store.LostPartition = "identity/key-ring";
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Vault.Open(store, folder, kms: null, InStore));
        store.LostPartition = null;
        using var second = await Vault.Open(store, folder, kms: null, InStore);
        Assert.Equal("a seed", second.Secrets.Open("totp", stored));
    }

    [Fact]
    public async Task A_changed_signing_key_is_refused_and_so_is_one_put_in_anothers_place()
    {
        var (store, folder) = (silo.NewStore(), NewFolder());
        using (var vault = await Vault.Open(store, folder))
            await vault.Keys.Rotate(TimeSpan.Zero);
        var records = await store.ReadPartition("identity/signing-keys", null, 10, cancellation: Cancellation);
        var (first, second) = (JsonNode.Parse(records[0].Body.Span)!, JsonNode.Parse(records[1].Body.Span)!);
        var flipped = ((string)second["privateKey"]!).ToCharArray();
        flipped[^10] = flipped[^10] == 'A' ? 'B' : 'A';

        foreach (var forged in (string[])[new string(flipped), (string)first["privateKey"]!])
        {
            second["privateKey"] = forged;
            records = await store.ReadPartition("identity/signing-keys", null, 10, cancellation: Cancellation);
            await store.Write(new RecordWrite
            {
                Key = records[1].Key,
                Expected = records[1].Etag,
                WriteId = RecordWrite.NewWriteId(),
                Body = Encoding.UTF8.GetBytes(second.ToJsonString()),
            }, Cancellation);

            await Assert.ThrowsAsync<SecretsUnavailableException>(() => Vault.Open(store, folder));
        }
    }

    [Fact]
    public async Task A_changed_ring_opens_nothing()
    {
        await using var kms = await StandInKms.Start();
        var (store, folder) = (silo.NewStore(), NewFolder());
        using (await Vault.Open(store, folder, kms))
        {
            // It has made the ring.
        }

        var file = Assert.Single(folder.GetFiles("*.xml")).FullName;
        var ring = XDocument.Load(file);
        var content = ring.Descendants("content").Single();
        content.Value = (content.Value[0] == 'A' ? "B" : "A") + content.Value[1..];
        ring.Save(file);

        await Assert.ThrowsAsync<SecretsUnavailableException>(() => Vault.Open(store, folder, kms));
    }

    [Fact]
    public async Task A_KMS_that_does_not_answer_or_refuses_stops_the_start_with_a_line_that_names_the_key()
    {
        var kms = await StandInKms.Start();
        var (store, folder) = (silo.NewStore(), NewFolder());
        kms.IsDown = true;
        var refused = await Assert.ThrowsAsync<SecretsUnavailableException>(() => Vault.Open(store, folder, kms, InStore));
        Assert.Equal("the KMS key alias/tenantry cannot be used: The key is disabled.", refused.Message);

        await using var gone = await StandInKms.Start();
        var url = gone.Url;
        await gone.DisposeAsync();
        var silent = await Assert.ThrowsAsync<SecretsUnavailableException>(
            () => Vault.Open(store, folder, kms: null, InStore, ("Tenantry:Keys:KmsKeyId", "alias/tenantry"), ("Tenantry:Keys:ServiceUrl", url), ("Tenantry:Keys:Region", "eu-central-1")));
        Assert.StartsWith("the KMS key alias/tenantry cannot be used: ", silent.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ReadPartition("identity/signing-keys", null, 10, cancellation: Cancellation));
        await kms.DisposeAsync();
    }

    [Theory]
    [InlineData("Ring", "cloud")]
    [InlineData("KmsKeyId", "")]
    [InlineData("Region", "eu-central-1")]
    [InlineData("ServiceUrl", "http://127.0.0.1:1")]
    public async Task A_contradictory_setting_is_named(string setting, string value)
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => Vault.Open(silo.NewStore(), NewFolder(), kms: null, ($"Tenantry:Keys:{setting}", value)));

        Assert.StartsWith("Tenantry:Keys:", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    private DirectoryInfo NewFolder() => silo.Folder.CreateSubdirectory(Guid.NewGuid().ToString("N"));
}
