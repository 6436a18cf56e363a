using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Serialization.Invocation;
using Tenantry.Bench;

/// <summary>
/// Runs inside the measured Tenantry, before its own code, when the environment asks for it: every event is then taken and thrown
/// away, so that what events cost can be seen. The runtime finds it by this name, without a namespace.
/// </summary>
internal static class StartupHook
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new Listeners());

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                value.Subscribe(new HostBuilding());
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class HostBuilding : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder host })
                host.ConfigureServices(services => services.AddSingleton<IOutgoingGrainCallFilter>(new Events(EventCost.AreDropped)));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    // Both sides of the comparison carry it, so that what it costs itself is in both.
    private sealed class Events(bool areDropped) : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (!areDropped || context.MethodName != "Append")
                return context.Invoke();

            context.Response = Response.Completed;
            return Task.CompletedTask;
        }
    }
}
