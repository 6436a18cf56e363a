namespace Tenantry.Grains.Tests;

public sealed class EventTypeDocumentTests
{
    [Fact]
    public void The_list_in_the_documentation_is_the_catalogue()
    {
        var written = EventTypeDocument.Write();
        if (Environment.GetEnvironmentVariable(PermissionDocument.RewriteVariable) == "1")
            File.WriteAllText(EventTypeDocument.Path, written);

        Assert.True(
            written == File.ReadAllText(EventTypeDocument.Path),
            $"docs/event-types.md is not what the catalogue says; run {EventTypeDocument.Command}");
    }
}
