using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity.Tests;

public sealed class CognitoSettingsTests(SiloFixture silo)
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Tenantry:Identity"] = "cognito",
        ["Tenantry:Cognito:UserPoolId"] = "eu-central-1_Ab12Cd34E",
        ["Tenantry:Cognito:Region"] = "eu-central-1",
        ["Tenantry:Cognito:ClientIds"] = "client-a, client-b",
        ["Tenantry:Cognito:HookSecret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G",
        ["Tenantry:Identity:RefreshTokenDays"] = "7",
        ["Tenantry:Issuers:workforce:Authority"] = "https://login.example.com/",
        ["Tenantry:Issuers:workforce:Audience"] = "https://api.example.com",
        ["Tenantry:Issuers:partners:Authority"] = "https://partners.example.com/tenant",
        ["Tenantry:Issuers:partners:Audiences:0"] = "api",
    };

    [Fact]
    public async Task Right_settings_are_read()
    {
        await using var app = await Start(Good);

        var cognito = app.Services.GetRequiredService<IOptions<CognitoSettings>>().Value;
        Assert.Equal("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12Cd34E", cognito.Issuer);
        Assert.Equal(["client-a", "client-b"], cognito.Clients);
        // Its children stay settings of the room.
        Assert.Equal(7, app.Services.GetRequiredService<IOptions<IdentitySettings>>().Value.RefreshTokenDays);
        Assert.Equal("cognito", app.Services.GetRequiredService<IUserPool>().Provider);
    }

    [Theory]
    [InlineData("Tenantry:Cognito:UserPoolId", null, "Tenantry:Cognito:UserPoolId")]
    [InlineData("Tenantry:Cognito:UserPoolId", "no pool", "Tenantry:Cognito:UserPoolId")]
    [InlineData("Tenantry:Cognito:UserPoolId", "us-east-1_Ab12Cd34E", "Tenantry:Cognito:UserPoolId")]
    [InlineData("Tenantry:Cognito:Region", null, "Tenantry:Cognito:Region")]
    [InlineData("Tenantry:Cognito:ClientIds", " , ", "Tenantry:Cognito:ClientIds")]
    [InlineData("Tenantry:Cognito:ServiceUrl", "localhost", "Tenantry:Cognito:ServiceUrl")]
    [InlineData("Tenantry:Cognito:HookSecret", "whsec_c2hvcnQ=", "Tenantry:Cognito:HookSecret")]
    [InlineData("Tenantry:Identity", "auth0", "Tenantry:Identity")]
    [InlineData("Tenantry:Identity", null, "Tenantry:Cognito")]
    [InlineData("Tenantry:Issuers:workforce:Authority", "login", "Tenantry:Issuers:workforce:Authority")]
    [InlineData("Tenantry:Issuers:workforce:Authority", "http://login.example.com", "Tenantry:Issuers:workforce:Authority")]
    [InlineData("Tenantry:Issuers:workforce:Authority", "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12Cd34E", "Tenantry:Issuers:workforce:Authority")]
    [InlineData("Tenantry:Issuers:workforce:Authority", "https://partners.example.com/tenant/", "Tenantry:Issuers:workforce:Authority")]
    [InlineData("Tenantry:Issuers:workforce:Audience", null, "Tenantry:Issuers:workforce:Audience")]
    [InlineData("Tenantry:Issuers:workforce:SubjectClaim", "", "Tenantry:Issuers:workforce:SubjectClaim")]
    [InlineData("Tenantry:Issuers:workforce:ClientIds", "web, https://api.example.com", "Tenantry:Issuers:workforce:ClientIds")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string setting, string? value, string named)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Start(new Dictionary<string, string>(
            Good.Where(one => one.Key != setting).Concat(value is null ? [] : [KeyValuePair.Create(setting, value)]))));

        var line = Assert.Single(failure.Failures.Distinct());
        Assert.StartsWith(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_c2", line, StringComparison.Ordinal);
    }

    private async Task<WebApplication> Start(Dictionary<string, string> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddDataProtection().PersistKeysToFileSystem(silo.Folder);
        builder.Services.AddSingleton(silo.Grains);
        builder.Services.AddSingleton(silo.Store);
        builder.Services.AddTenantryIdentity(builder.Configuration);
        var app = builder.Build();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
