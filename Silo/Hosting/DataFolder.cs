using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>
/// The folder that holds everything a process keeps: with the embedded store all data and keys; with a shared one only the first
/// operator's password, if this silo has made it up, and mails, if there is no server to send them by. It belongs to one process at a time: the lock is the operating
/// system's, so it ends with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string Setting = "Tenantry:Data";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string Database => At("tenantry.db");

    /// <summary>Holds the keys that protect secrets at rest and the operators' cookies, unless they lie in the store.</summary>
    public string KeyRing => At("keys");

    /// <summary>Holds mails as files, when there is no server to send them by.</summary>
    public string Mail => At("mail");

    /// <summary>Tells the provider's staff how to sign in for the first time.</summary>
    public string OperatorFile => At("operator.txt");

    /// <summary>Opens the folder, making it if there is none, and locks it. Nothing in it is touched before the lock is held.</summary>
    /// <exception cref="StartRefusedException">It is in use, or cannot be used.</exception>
    public static DataFolder Open(IConfiguration configuration)
    {
        var configured = configuration[Setting] ?? "data";
        if (string.IsNullOrWhiteSpace(configured))
            throw new StartRefusedException($"{Setting} is empty; it must name a folder.");

        var path = System.IO.Path.GetFullPath(configured);
        try
        {
            OwnerOnly.CreateDirectory(path);
            var folder = new DataFolder(path, Lock(path));
            if (configuration.StoreKind() == StoreKind.Sqlite)
                OwnerOnly.CreateDirectory(folder.KeyRing);
            return folder;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException($"the data folder {path} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        var file = System.IO.Path.Combine(folder, "lock");
        try
        {
            return OwnerOnly.OpenFile(file, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new StartRefusedException($"the data folder {folder} is in use by another process.", e);
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
