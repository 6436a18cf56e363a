using Microsoft.Extensions.Options;

namespace Tenantry.Silo;

/// <summary>What the logs of this deployment are like.</summary>
internal static class Events
{
    /// <summary>To be added before the grains, which have settings of their own otherwise.</summary>
    public static void AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EventOptions>, EventOptions.Rules>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<EventOptions>>().Value.ToSettings());
    }
}
