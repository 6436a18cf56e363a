namespace Tenantry.Grains.Tests;

public sealed class PermissionDocumentTests
{
    [Fact]
    public void The_table_in_the_documentation_is_the_one_that_is_judged_by()
    {
        var written = PermissionDocument.Write();
        if (Environment.GetEnvironmentVariable(PermissionDocument.RewriteVariable) == "1")
            File.WriteAllText(PermissionDocument.Path, written);

        Assert.True(
            written == File.ReadAllText(PermissionDocument.Path),
            $"docs/permissions.md is not what the table says; run {PermissionDocument.Command}");
    }
}
