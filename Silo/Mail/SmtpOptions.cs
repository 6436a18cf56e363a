using System.Net;

namespace Tenantry.Silo;

/// <summary>How the connection to a mail server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>Encrypted from the second command on, or not used.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>The mail server.</summary>
internal sealed class SmtpOptions
{
    private const string Section = $"{MailOptions.Section}:Smtp";

    /// <summary>The server; null when mails are written to files.</summary>
    public string? Host { get; set; }

    /// <summary>Null for the usual one of the kind of security.</summary>
    public int? Port { get; set; }

    public SmtpSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The port to connect to.</summary>
    public int UsedPort => Port ?? Security switch
    {
        SmtpSecurity.Tls => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };

    /// <summary>What is wrong with these settings, in a line; null when nothing is.</summary>
    public string? Fault()
    {
        if (Host is null)
            return (Port, User, Password) is (null, null, null) ? null : $"{Section}:Host is missing, though other settings of the mail server are there.";
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
            return $"{Section}:Host must be a host name or an address; it is '{Host}'.";
        if (Port is < 1 or > 65535)
            return $"{Section}:Port must be between 1 and 65535; it is {Port}.";
        if (!Enum.IsDefined(Security))
            return $"{Section}:Security must be none, starttls or tls; it is '{Security}'.";
        if (User is null != Password is null)
            return $"{Section}:User and {Section}:Password belong together; only one is set.";
        if (Password is not null && Security == SmtpSecurity.None && !IsThisMachine(Host))
            return $"{Section}:Password would be sent unencrypted; set {Section}:Security to starttls or tls.";
        return null;
    }

    private static bool IsThisMachine(string host)
        => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
