using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity.Tests;

public sealed class SettingsTests(SiloFixture silo)
{
    [Theory]
    [InlineData("Production", "Tenantry:Identity:PasswordIterations", "99999")]
    [InlineData("Staging", "Tenantry:Identity:PasswordIterations", "1")]
    [InlineData("Development", "Tenantry:Identity:PasswordIterations", "0")]
    [InlineData("Production", "Tenantry:Identity:LoginAttemptsPerMinute", "0")]
    [InlineData("Production", "Tenantry:Identity:RefreshTokenDays", "-1")]
    [InlineData("Production", "Tenantry:Identity:KeyRotationDays", "0")]
    [InlineData("Production", "Tenantry:Issuer", "id.example.com")]
    [InlineData("Production", "Tenantry:Issuer", "https://example.com/id")]
    [InlineData("Production", "Tenantry:Issuer", "ftp://example.com")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string environment, string setting, string value)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Start(environment, setting, value));

        Assert.Contains(setting, Assert.Single(failure.Failures.Distinct(), line => line.StartsWith(setting, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "Tenantry:Identity:PasswordIterations", "200000")]
    [InlineData("Development", "Tenantry:Identity:PasswordIterations", "1")]
    [InlineData("Production", "Tenantry:Issuer", "https://id.example.com")]
    public Task A_right_setting_does_not(string environment, string setting, string value) => Start(environment, setting, value);

    private async Task Start(string environment, string setting, string value)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(setting, (string?)value)]);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(silo.Folder);
        builder.Services.AddSingleton(silo.Grains);
        builder.Services.AddSingleton(silo.Store);
        builder.Services.AddTenantryIdentity(builder.Configuration);
        await using var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
    }
}
