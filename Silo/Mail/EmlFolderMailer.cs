using System.Globalization;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// Writes mails to a folder, one file each, that any mail program opens. The files hold what the mails do, tokens included, so only
/// their owner can read them.
/// </summary>
internal sealed class EmlFolderMailer(string folder, MimeWriter mime, TimeProvider time) : IMailer
{
    public async Task Send(MailMessage mail, CancellationToken cancellation)
    {
        var message = mime.Write(mail);
        OwnerOnly.CreateDirectory(folder);
        // Whoever watches the folder never sees half a mail: the last name appears when the file is whole.
        var draft = Path.Combine(folder, $"{mail.Id}.new");
        await using (var stream = OwnerOnly.OpenFile(draft, FileMode.Create, FileShare.None))
        {
            await message.WriteToAsync(stream, cancellation);
            stream.Flush(flushToDisk: true);
        }

        var at = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        File.Move(draft, Path.Combine(folder, $"{at}-{mail.Id}.eml"), overwrite: true);
    }
}
