using Microsoft.Extensions.Options;

namespace Tenantry.Silo;

/// <summary>The accounts of the provider's own staff.</summary>
internal static class Operators
{
    /// <summary>To be added after Orleans: the first account is made when grains answer and before requests do.</summary>
    public static IServiceCollection AddFirstOperator(this IServiceCollection services)
    {
        services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OperatorOptions>, OperatorOptions.Rules>();
        services.AddHostedService<FirstOperator>();
        return services;
    }
}
