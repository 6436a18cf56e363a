using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;
using Tenantry.Identity;

namespace Tenantry.Hosting;

/// <summary>Words a failed start as one clear line, where the cause is the environment or a setting and not a bug.</summary>
public static class StartFailure
{
    public const int ExitCode = 1;

    /// <summary>The line; null when the exception is none of the expected ones and deserves its stack trace.</summary>
    public static string? Explain(Exception exception) => Find(exception) is { } cause ? $"Tenantry did not start: {OneLine(cause)}" : null;

    private static string? Find(Exception? exception) => exception switch
    {
        null => null,
        StartRefusedException refused => refused.Message,
        OptionsValidationException options => string.Join(' ', options.Failures),
        SecretsUnavailableException secrets => secrets.Message,
        StoreUnavailableException store => $"the store cannot be used: {store.Message}",
        IOException { InnerException: AddressInUseException } address => address.Message,
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } socket
            => $"cannot listen on the configured address: {socket.Message}.",
        // The binder's own wording names the setting: "Failed to convert configuration value 'x' at 'Tenantry:…' to type …".
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } binding => binding.Message,
        FormatException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" or "Microsoft.AspNetCore.Http" } address => address.Message,
        AggregateException many => many.InnerExceptions.Select(Find).FirstOrDefault(line => line is not null),
        _ => Find(exception.InnerException),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
