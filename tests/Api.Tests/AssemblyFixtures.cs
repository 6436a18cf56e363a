using Tenantry.Api.Tests;

[assembly: AssemblyFixture(typeof(ApiHost))]
