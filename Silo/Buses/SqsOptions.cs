using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>The queue of Amazon SQS that hears of every event: the section <c>Tenantry:Bus:Sqs</c>. Without a queue there is none.</summary>
internal sealed class SqsOptions
{
    public const string Section = "Tenantry:Bus:Sqs";

    private const string FifoEnding = ".fifo";

    /// <summary>The address of the queue, as SQS names it. One that ends with .fifo keeps the order of each log.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>The region, for example <c>eu-central-1</c>; told by the queue's address when that is of AWS.</summary>
    public string? Region { get; set; }

    /// <summary>The address of a stand-in for SQS, or of an endpoint in one's own network; null for SQS itself.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>The types of events that are sent, separated by commas, such as <c>member.*</c>; all when left out.</summary>
    public string? EventTypes { get; set; }

    /// <summary>Whether the queue keeps an order.</summary>
    public bool IsFifo => QueueUrl?.EndsWith(FifoEnding, StringComparison.Ordinal) ?? false;

    public EventFilter Types => new([.. (EventTypes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>The region that is said, or that the queue's address tells; null when neither does.</summary>
    public string? UsedRegion => Region ?? RegionOf(QueueUrl);

    // https://sqs.eu-central-1.amazonaws.com/123456789012/name
    private static string? RegionOf(string? queueUrl)
        => Uri.TryCreate(queueUrl, UriKind.Absolute, out var uri) && uri.Host.Split('.') is ["sqs", var region, "amazonaws", ..] ? region : null;

    internal sealed class Rules : IValidateOptions<SqsOptions>
    {
        public ValidateOptionsResult Validate(string? name, SqsOptions options)
        {
            if (options.QueueUrl is not { } queue)
                return options is { Region: null, ServiceUrl: null, EventTypes: null }
                    ? ValidateOptionsResult.Success
                    : Fail($"{Section}:{nameof(QueueUrl)} is missing; without it nothing else of {Section} is used.");
            if (!IsAddress(queue))
                return Fail($"{Section}:{nameof(QueueUrl)} must be the http or https address of a queue; it is '{queue}'.");
            if (options.ServiceUrl is { } service && !IsAddress(service))
                return Fail($"{Section}:{nameof(ServiceUrl)} must be an http or https address; it is '{service}'.");
            if (options.UsedRegion is null)
                return Fail($"{Section}:{nameof(Region)} is missing, and the queue's address does not tell it.");
            return options.Types.Patterns.FirstOrDefault(type => !EventFilter.IsPattern(type)) is { } wrong
                ? Fail($"{Section}:{nameof(EventTypes)} has '{wrong}', which {EventFilter.Rule}.")
                : ValidateOptionsResult.Success;
        }

        private static ValidateOptionsResult Fail(string line) => ValidateOptionsResult.Fail(line);

        private static bool IsAddress(string text)
            => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                && uri is { Query: "", Fragment: "", UserInfo: "" };
    }
}
