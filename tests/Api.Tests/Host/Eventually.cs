namespace Tenantry.Api.Tests;

/// <summary>Waiting for something that happens on its own.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the answer is yes; fails at the deadline.</summary>
    public static async Task True(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Deadline);
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, $"It did not happen within {Deadline.TotalSeconds} s.");
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }
    }
}
