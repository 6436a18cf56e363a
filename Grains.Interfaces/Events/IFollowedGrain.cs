using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>A log whose growth others follow.</summary>
[Alias("IFollowedGrain")]
public interface IFollowedGrain : IGrainWithStringKey
{
    /// <summary>
    /// Waits until there is something after the number, at most as long as said; answers the last number. Whoever cancels is answered
    /// at once.
    /// </summary>
    [Alias("Beyond"), AlwaysInterleave]
    Task<long> Beyond(long after, TimeSpan patience, CancellationToken cancellation = default);

    /// <summary>From now on, or no longer, a grain is told of all that comes, and the log does not rest before it knows.</summary>
    /// <param name="follower">An <see cref="IEventFollowerGrain"/>.</param>
    /// <param name="follows">Whether it follows.</param>
    /// <returns>The last number, from which it may begin.</returns>
    [Alias("SetFollower")]
    Task<long> SetFollower(GrainId follower, bool follows);
}

/// <summary>A grain that follows a log for good, with a cursor of its own.</summary>
[Alias("IEventFollowerGrain")]
public interface IEventFollowerGrain : IGrainWithStringKey
{
    /// <summary>
    /// There is something up to this number. Answers when it has noted so durably, which need not be when it has read it; knowing it
    /// already is as good.
    /// </summary>
    [Alias("Reach"), AlwaysInterleave]
    Task Reach(long last);
}
