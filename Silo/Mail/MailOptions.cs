using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Tenantry.Silo;

/// <summary>How mail leaves: by an SMTP server if one is named, otherwise as files.</summary>
internal sealed class MailOptions
{
    public const string Section = "Tenantry:Mail";
    public const string PublicUrlKey = "Tenantry:PublicUrl";

    /// <summary>The sender, <c>mail@example.com</c> or <c>Example &lt;mail@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    public SmtpOptions Smtp { get; set; } = new();

    /// <summary><c>Tenantry:PublicUrl</c>: where people reach the product's pages.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>The sender as a mailbox.</summary>
    public MailboxAddress Sender => TryParseSender(From ?? "Tenantry <tenantry@localhost>", out var sender)
        ? sender
        : throw new InvalidOperationException("The sender was validated before.");

    private static bool TryParseSender(string text, [NotNullWhen(true)] out MailboxAddress? sender)
        => MailboxAddress.TryParse(text, out sender) && sender.Domain.Length > 0;

    internal sealed class Rules : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            if (options.From is { } from && !TryParseSender(from, out _))
                return Fail($"{Section}:From must be an address such as mail@example.com or Example <mail@example.com>; it is '{from}'.");
            if (!IsPage(options.PublicUrl))
                return Fail($"{PublicUrlKey} must be an http or https address without query and fragment; it is '{options.PublicUrl}'.");
            if (options.Smtp.Host is not null && options.From is null)
                return Fail($"{Section}:From is missing; a mail server needs to know the sender.");
            return options.Smtp.Fault() is { } fault ? Fail(fault) : ValidateOptionsResult.Success;
        }

        private static ValidateOptionsResult Fail(string line) => ValidateOptionsResult.Fail(line);

        private static bool IsPage(string text)
            => Uri.TryCreate(text, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                && uri is { Query: "", Fragment: "", UserInfo: "" };
    }
}
