using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>The way out for mail.</summary>
internal static class Mail
{
    /// <summary>To be added before the grains, which have settings of their own otherwise.</summary>
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>()
            .BindConfiguration(MailOptions.Section)
            .Configure(options => options.PublicUrl = builder.Configuration[MailOptions.PublicUrlKey] ?? options.PublicUrl)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailOptions.Rules>();
        builder.Services.AddSingleton(services => new MailSettings { PublicUrl = Options(services).PublicUrl.TrimEnd('/') });
        builder.Services.AddSingleton(services => new MimeWriter(Options(services).Sender, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IMailer>(services => Options(services).Smtp is { Host: { } host } smtp
            ? new SmtpMailer(host, smtp, services.GetRequiredService<MimeWriter>())
            : new EmlFolderMailer(
                services.GetRequiredService<DataFolder>().Mail, services.GetRequiredService<MimeWriter>(), services.GetRequiredService<TimeProvider>()));
    }

    private static MailOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<MailOptions>>().Value;
}
