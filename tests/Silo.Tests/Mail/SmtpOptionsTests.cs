namespace Tenantry.Silo.Tests;

public sealed class SmtpOptionsTests
{
    [Theory]
    [InlineData("mail.example.com", null, SmtpSecurity.StartTls, "ada", "secret", null)]
    [InlineData("127.0.0.1", 2525, SmtpSecurity.None, "ada", "secret", null)]
    [InlineData("mail.example.com", null, SmtpSecurity.None, null, null, null)]
    [InlineData("mail.example.com", null, SmtpSecurity.None, "ada", "secret", "Tenantry:Mail:Smtp:Password would be sent unencrypted; set Tenantry:Mail:Smtp:Security to starttls or tls.")]
    [InlineData("mail.example.com", null, SmtpSecurity.Tls, "ada", null, "Tenantry:Mail:Smtp:User and Tenantry:Mail:Smtp:Password belong together; only one is set.")]
    [InlineData("mail.example.com", null, SmtpSecurity.Tls, null, "secret", "Tenantry:Mail:Smtp:User and Tenantry:Mail:Smtp:Password belong together; only one is set.")]
    [InlineData("mail.example.com", 0, SmtpSecurity.Tls, null, null, "Tenantry:Mail:Smtp:Port must be between 1 and 65535; it is 0.")]
    [InlineData("mail.example.com", null, (SmtpSecurity)7, null, null, "Tenantry:Mail:Smtp:Security must be none, starttls or tls; it is '7'.")]
    [InlineData("smtp://mail.example.com", null, SmtpSecurity.Tls, null, null, "Tenantry:Mail:Smtp:Host must be a host name or an address; it is 'smtp://mail.example.com'.")]
    [InlineData("", null, SmtpSecurity.Tls, null, null, "Tenantry:Mail:Smtp:Host must be a host name or an address; it is ''.")]
    public void Settings_that_contradict_each_other_are_named(string host, int? port, object security, string? user, string? password, string? fault)
        => Assert.Equal(fault, new SmtpOptions { Host = host, Port = port, Security = (SmtpSecurity)security, User = user, Password = password }.Fault());

    [Theory]
    [InlineData(SmtpSecurity.StartTls, 587)]
    [InlineData(SmtpSecurity.Tls, 465)]
    [InlineData(SmtpSecurity.None, 25)]
    public void The_port_is_the_usual_one_unless_it_is_set(object security, int port)
    {
        Assert.Equal(port, new SmtpOptions { Security = (SmtpSecurity)security }.UsedPort);
        Assert.Equal(26, new SmtpOptions { Security = (SmtpSecurity)security, Port = 26 }.UsedPort);
    }
}
