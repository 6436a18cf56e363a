namespace Tenantry.Hosting.Tests;

/// <summary>Waiting for something that happens on its own.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the condition holds; fails at the deadline.</summary>
    public static async Task Holds(Func<Task<bool>> condition, TimeSpan deadline, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(deadline);
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, $"Within {deadline.TotalSeconds} s it did not happen that {what}.");
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }
    }
}
