using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util.Internal;

namespace Tenantry.Identity;

/// <summary>Where the user pools are: a region of AWS, or the address of a stand-in.</summary>
internal sealed class AmazonCognitoIdentityProviderConfig : ClientConfig
{
    public const string Id = "Cognito Identity Provider";

    private const string EndpointPrefix = "cognito-idp";

    // The timeouts are set by whoever makes the client.
    private static readonly DefaultConfiguration Defaults = new()
    {
        Name = DefaultConfigurationMode.Standard,
        RetryMode = RequestRetryMode.Standard,
    };

    public AmazonCognitoIdentityProviderConfig()
        : base(new DefaultConfigurationProvider([Defaults]))
    {
        ServiceId = Id;
        AuthenticationServiceName = EndpointPrefix;
        EndpointProvider = new CognitoEndpoints();
    }

    public override string RegionEndpointServiceName => EndpointPrefix;

    public override string ServiceVersion => "2016-04-18";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Tenantry", "1.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => EndpointProvider.ResolveEndpoint(CognitoEndpoints.ParametersOf(this, parameters.AlternateEndpoint));

    private sealed class CognitoEndpoints : IEndpointProvider
    {
        private const string Region = "Region", Address = "Endpoint", Fips = "UseFIPS";

        public static EndpointParameters ParametersOf(IClientConfig config, RegionEndpoint? instead) => new()
        {
            [Region] = (instead ?? config.RegionEndpoint)?.SystemName ?? config.AuthenticationRegion,
            [Address] = config.ServiceURL,
            [Fips] = config.UseFIPSEndpoint,
        };

        public Endpoint ResolveEndpoint(EndpointParameters parameters)
        {
            if (parameters[Address] is string { Length: > 0 } address)
                return new Endpoint(address);
            if (parameters[Region] is not string { Length: > 0 } region)
                throw new AmazonClientException("No region is configured for the user pool.");
            var name = parameters[Fips] is true ? $"{EndpointPrefix}-fips" : EndpointPrefix;
            return new Endpoint($"https://{name}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}");
        }
    }

    /// <summary>What the pipeline asks the configuration for.</summary>
    public static EndpointParameters ParametersOf(IRequestContext context)
        => CognitoEndpoints.ParametersOf(context.ClientConfig, context.Request.AlternateEndpoint);
}

/// <summary>Tells the pipeline where a request goes.</summary>
internal sealed class CognitoEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
        => AmazonCognitoIdentityProviderConfig.ParametersOf(requestContext);
}

/// <summary>Tells the pipeline that requests are signed by AWS's version 4.</summary>
internal sealed class CognitoAuthSchemes : BaseAuthResolverHandler
{
    private static readonly List<IAuthSchemeOption> SigV4 = [new AuthSchemeOption { SchemeId = "aws.auth#sigv4" }];

    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => SigV4;
}
