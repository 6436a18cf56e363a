using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>The way out for events, to a bus of the product's own.</summary>
internal static class EventBuses
{
    /// <summary>To be added before the grains, which tell nobody otherwise.</summary>
    public static void AddEventBus(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SqsOptions>().BindConfiguration(SqsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SqsOptions>, SqsOptions.Rules>();
        if (builder.Configuration[$"{SqsOptions.Section}:{nameof(SqsOptions.QueueUrl)}"] is not null)
            builder.Services.AddSingleton<IEventBus, SqsBus>();
    }
}
