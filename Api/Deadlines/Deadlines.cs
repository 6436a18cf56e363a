using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>Where requests have a deadline.</summary>
public static class Deadlines
{
    /// <summary>
    /// Gives every request a deadline. For processes whose store is elsewhere: a disk of one's own fails or goes on in a moment,
    /// and a filter costs every read a sixth.
    /// </summary>
    public static IServiceCollection AddDeadlines(this IServiceCollection services)
    {
        services.AddSingleton<DeadlineFilter>();
        return services.AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<DeadlineFilter>());
    }

    /// <summary>Begins them, if there are any.</summary>
    internal static void UseDeadlines(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<DeadlineFilter>() is not null)
            app.Use(Deadline.Begin);
    }
}
