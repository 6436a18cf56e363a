namespace Tenantry.Api;

/// <summary>Every call of a grain that a request makes keeps to its deadline. Grains have their own.</summary>
internal sealed class DeadlineFilter : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
        => context.SourceContext is null ? Deadline.Keep(context.Invoke()) : context.Invoke();
}
