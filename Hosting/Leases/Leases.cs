namespace Tenantry.Hosting;

/// <summary>What goes by the lease, in a process that has one.</summary>
public static class Leases
{
    internal static IServiceCollection AddSiloLease(this IServiceCollection services)
    {
        services.AddSingleton<Lease>();
        services.AddSingleton<SiloLease>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloLease>());
        return services.AddLeaseFilter();
    }

    /// <summary>Makes the calls of this silo's grains go by the lease.</summary>
    internal static IServiceCollection AddLeaseFilter(this IServiceCollection services)
    {
        services.AddSingleton<LeaseFilter>();
        services.AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<LeaseFilter>());
        services.AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<LeaseFilter>());
        return services;
    }

    /// <summary>
    /// Refuses requests while the lease is not held, and cuts off an answer that was begun before it was lost. To be added behind
    /// what turns exceptions into answers.
    /// </summary>
    public static void UseLease(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<Lease>() is not { } lease)
            return;

        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<AnsweredInAnyCase>() is null)
            {
                lease.Demand();
                context.Response.OnStarting(CutOff, (context, lease));
            }

            return next(context);
        });
    }

    private static Task CutOff(object state)
    {
        var (context, lease) = ((HttpContext, Lease))state;
        // An error says nothing that could be old.
        if (!lease.IsHeld && context.Response.StatusCode < StatusCodes.Status400BadRequest)
            context.Abort();
        return Task.CompletedTask;
    }
}

/// <summary>Marks what says how the process is, which it says with or without a lease.</summary>
internal sealed record AnsweredInAnyCase;
