using System.Text.RegularExpressions;

namespace Tenantry.Grains;

/// <summary>
/// Words what went wrong, for operators and logs. A mail server may repeat what it was sent, and that can be a link with a token in
/// it, so addresses and everything that could be a token are cut out.
/// </summary>
internal static partial class MailFault
{
    private const int MaxLength = 300;

    public static string Of(Exception exception)
    {
        // A server writes as much as it likes; what is cut off is not searched.
        var message = exception.Message.Length > 4 * MaxLength ? exception.Message[..(4 * MaxLength)] : exception.Message;
        var text = LongRun().Replace(Link().Replace(Blank().Replace(message, " "), "…"), "…").Trim();
        return text.Length switch
        {
            0 => exception.GetType().Name,
            > MaxLength => $"{text[..MaxLength]}…",
            _ => text,
        };
    }

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\S*(://|#|token=)\S*")]
    private static partial Regex Link();

    [GeneratedRegex(@"[A-Za-z0-9+/=_-]{20,}")]
    private static partial Regex LongRun();
}
