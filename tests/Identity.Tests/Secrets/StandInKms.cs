using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Identity.Tests;

/// <summary>
/// As much of KMS as is asked here, on a port of its own: it really encrypts, by a key that never leaves it, and authenticates the
/// encryption context.
/// </summary>
internal sealed class StandInKms : IAsyncDisposable
{
    public const string KeyId = "alias/tenantry";

    private readonly byte[] _master = RandomNumberGenerator.GetBytes(32);
    private readonly WebApplication _app;

    private StandInKms(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Whether every request fails.</summary>
    public bool IsDown { get; set; }

    /// <summary>The operations that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<StandInKms> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var kms = new StandInKms(app);
        app.MapPost("/", (Delegate)kms.Answer);
        await app.StartAsync();
        return kms;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Answer(HttpContext http)
    {
        var operation = http.Request.Headers["X-Amz-Target"].ToString().Replace("TrentService.", "", StringComparison.Ordinal);
        using var reader = new StreamReader(http.Request.Body);
        var body = JsonNode.Parse(await reader.ReadToEndAsync())!;
        lock (Asked)
            Asked.Add(operation);

        if (IsDown)
            return Refuse(StatusCodes.Status400BadRequest, "DisabledException", "The key is disabled.");
        if (!http.Request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
            return Refuse(StatusCodes.Status400BadRequest, "MissingAuthenticationTokenException", "Sign the request.");
        if ((string?)body["KeyId"] != KeyId)
            return Refuse(StatusCodes.Status400BadRequest, "NotFoundException", "There is no such key.");

        var context = Encoding.UTF8.GetBytes(Canonical(body["EncryptionContext"]!));
        switch (operation)
        {
            case "GenerateDataKey" when (string?)body["KeySpec"] == "AES_256":
                var key = RandomNumberGenerator.GetBytes(32);
                return Json(new() { ["KeyId"] = KeyId, ["Plaintext"] = Convert.ToBase64String(key), ["CiphertextBlob"] = Convert.ToBase64String(Wrap(key, context)) });
            case "Decrypt" when Unwrap(Convert.FromBase64String((string)body["CiphertextBlob"]!), context) is { } plain:
                return Json(new() { ["KeyId"] = KeyId, ["Plaintext"] = Convert.ToBase64String(plain) });
            default:
                return Refuse(StatusCodes.Status400BadRequest, "InvalidCiphertextException", "This was not encrypted so.");
        }
    }

    private byte[] Wrap(byte[] plain, byte[] context)
    {
        var sealedKey = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(sealedKey.AsSpan(0, 12));
        using var aes = new AesGcm(_master, 16);
        aes.Encrypt(sealedKey.AsSpan(0, 12), plain, sealedKey.AsSpan(28), sealedKey.AsSpan(12, 16), context);
        return sealedKey;
    }

    private byte[]? Unwrap(byte[] sealedKey, byte[] context)
    {
        var plain = new byte[sealedKey.Length - 28];
        using var aes = new AesGcm(_master, 16);
        try
        {
            aes.Decrypt(sealedKey.AsSpan(0, 12), sealedKey.AsSpan(28), sealedKey.AsSpan(12, 16), plain, context);
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Canonical(JsonNode context)
        => string.Join(';', context.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(), "application/x-amz-json-1.1");

    private static IResult Refuse(int status, string type, string message)
        => Results.Text(JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = type, ["message"] = message }), "application/x-amz-json-1.1", statusCode: status);
}
