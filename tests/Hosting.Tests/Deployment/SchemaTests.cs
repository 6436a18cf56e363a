namespace Tenantry.Hosting.Tests;

/// <summary>What is in deploy/ is what Docker Compose and Kubernetes take.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-deploy-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_compose_file_keeps_to_the_specification()
        => Assert.Empty(await Schemas.Faults("compose", Checkout.At("deploy/compose.yaml")));

    [Fact]
    public async Task The_manifests_keep_to_the_schemas_of_Kubernetes()
        => Assert.Empty(await Schemas.Faults("kubernetes", Directory.GetFiles(Checkout.At("deploy/kubernetes"), "*.yaml")));

    [Theory]
    [InlineData("read_only: true", "readonly: true", "additionalProperty\":\"readonly\"")]
    [InlineData("stop_grace_period: 45s", "stop_grace_period: [30]", "/stop_grace_period must be string")]
    [InlineData("services:", "servces:", "additionalProperty\":\"servces\"")]
    public async Task A_compose_file_that_breaks_it_is_found(string good, string bad, string fault)
        => Assert.Contains(await Schemas.Faults("compose", Broken("deploy/compose.yaml", good, bad)), line => line.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("terminationGracePeriodSeconds:", "terminationGracePeriodSecond:", "/spec/template/spec/terminationGracePeriodSecond is unknown")]
    [InlineData("replicas: 3", "replicas: three", "/spec/replicas must be integer")]
    [InlineData("  selector:", "  selectors:", "/spec must have required property selector")]
    [InlineData("containerPort: 8080", "port: 8080", "/spec/template/spec/containers/0/ports/0 must have required property containerPort")]
    [InlineData("kind: PodDisruptionBudget", "kind: PodBudget", "/kind there is no PodBudget in policy/v1")]
    public async Task A_manifest_that_breaks_it_is_found(string good, string bad, string fault)
        => Assert.Contains(await Schemas.Faults("kubernetes", Broken("deploy/kubernetes/silo.yaml", good, bad)), line => line.Contains(fault, StringComparison.Ordinal));

    private string Broken(string file, string good, string bad)
    {
        var text = File.ReadAllText(Checkout.At(file));
        Assert.Contains(good, text, StringComparison.Ordinal);
        var broken = Path.Combine(_folder.FullName, "broken.yaml");
        File.WriteAllText(broken, text.Replace(good, bad, StringComparison.Ordinal));
        return broken;
    }
}
