using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Reads names of domains.</summary>
public static class DomainName
{
    private const int MaxLength = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    // Where anybody gets an address: whoever owned such a domain here would own a good part of mankind.
    private static readonly FrozenSet<string> PublicMail = FrozenSet.ToFrozenSet(
    [
        "126.com", "163.com", "aim.com", "aol.com", "att.net", "bluewin.ch", "btinternet.com", "comcast.net", "duck.com",
        "fastmail.com", "fastmail.fm", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
        "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "hotmail.it", "hushmail.com",
        "icloud.com", "inbox.ru", "laposte.net", "libero.it", "list.ru", "live.co.uk", "live.com", "live.de", "live.fr",
        "mac.com", "mail.com", "mail.de", "mail.ru", "mailbox.org", "me.com", "msn.com", "naver.com", "orange.fr", "outlook.com",
        "outlook.de", "outlook.fr", "pm.me", "posteo.de", "posteo.net", "proton.me", "protonmail.ch", "protonmail.com", "qq.com",
        "rediffmail.com", "rocketmail.com", "sbcglobal.net", "seznam.cz", "sina.com", "t-online.de", "tuta.com", "tuta.io",
        "tutanota.com", "verizon.net", "virgilio.it", "wanadoo.fr", "web.de", "wp.pl", "ya.ru", "yahoo.co.in", "yahoo.co.jp",
        "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.es", "yahoo.fr", "yahoo.it", "yandex.com", "yandex.ru", "yeah.net",
        "ymail.com", "zoho.com",
    ]);

    /// <summary>Reads a domain as typed into its one form: A-labels in lower case, two or more of them, without a final dot.</summary>
    public static bool TryNormalize(string? typed, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (typed is null || typed.Length > MaxLength)
            return false;

        string ascii;
        try
        {
            ascii = Idn.GetAscii(typed).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }

        // Numbers are not top-level domains but the ends of addresses (RFC 3696, section 2).
        var last = ascii[(ascii.LastIndexOf('.') + 1)..];
        if (ascii.Length > MaxLength || last.Length == ascii.Length || last.Length == 0 || last.All(char.IsAsciiDigit))
            return false;

        domain = ascii;
        return true;
    }

    /// <summary>Whether a normalized domain is one of the well-known ones at which anybody gets an email address.</summary>
    public static bool IsPublicMail(string domain) => PublicMail.Contains(domain);
}
