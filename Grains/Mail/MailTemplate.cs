using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Tenantry.Grains;

/// <summary>
/// The wording of one kind of mail: a text, whose first line is the subject, and the same in HTML. A value stands where its name
/// does in double braces, and nothing in a value is looked at again.
/// </summary>
internal sealed partial class MailTemplate
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string Layout = Resource("layout.html");

    private readonly string _subject;
    private readonly string _text;
    private readonly string _html;

    private MailTemplate(string name)
    {
        var lines = Resource($"{name}.txt").Split('\n', 2);
        (_subject, _text) = (lines[0], lines[1].TrimStart('\n'));
        _html = Layout.Replace("{{content}}", Resource($"{name}.html"), StringComparison.Ordinal);
    }

    public static MailTemplate Invitation { get; } = new("invitation");

    public static MailTemplate TrialEnding { get; } = new("trial-ending");

    public static MailTemplate TrialEnded { get; } = new("trial-ended");

    public static MailTemplate VerifyEmail { get; } = new("verify-email");

    public static MailTemplate ResetPassword { get; } = new("reset-password");

    public static MailTemplate EmailChange { get; } = new("email-change");

    public static MailTemplate AccountNotice { get; } = new("account-notice");

    public static MailTemplate WebhookDisabled { get; } = new("webhook-disabled");

    /// <param name="id">The mail.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="link">The one link that the mail has.</param>
    /// <param name="names">What others chose; none of it becomes a link.</param>
    /// <param name="facts">What else it says, in our own words.</param>
    public MailMessage Fill(MailId id, string to, string link, Dictionary<string, string> names, Dictionary<string, string> facts)
    {
        var all = names.ToDictionary(name => name.Key, name => NameText.Of(name.Value));
        foreach (var (name, value) in facts)
            all.Add(name, value);
        all.Add("link", link);
        all.Add("subject", Fill(_subject, all, text => text));
        return new MailMessage
        {
            Id = id,
            To = to,
            Subject = all["subject"],
            Text = Fill(_text, all, text => text),
            Html = Fill(_html, all, Html.Encode),
        };
    }

    private static string Fill(string template, Dictionary<string, string> values, Func<string, string> encode)
        => Placeholder().Replace(template, found => encode(values[found.Groups[1].Value]));

    private static string Resource(string name)
    {
        using var stream = typeof(MailTemplate).Assembly.GetManifestResourceStream($"mail/{name}")
            ?? throw new InvalidOperationException($"There is no mail template {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
