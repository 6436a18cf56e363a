using System.Xml.Linq;

namespace Tenantry.House.Tests;

/// <summary>What a project file says.</summary>
internal sealed record Project
{
    /// <summary>The file's name, which is the room's.</summary>
    public required string Name { get; init; }

    public required string File { get; init; }

    public required string[] References { get; init; }

    public required string[] Packages { get; init; }

    public bool IsTest => Name.EndsWith(".Tests", StringComparison.Ordinal);

    public string Namespace => $"Tenantry.{Name}";

    public IEnumerable<string> Sources => Directory.EnumerateFiles(Path.GetDirectoryName(File)!, "*.cs", SearchOption.AllDirectories);

    public static Project Read(string file)
    {
        var items = XDocument.Load(file).Descendants();
        return new Project
        {
            Name = Path.GetFileNameWithoutExtension(file),
            File = file,
            // A reference without the output only says what is built first.
            References = [.. items.Where(item => item.Name == "ProjectReference" && (string?)item.Attribute("ReferenceOutputAssembly") != "false")
                .Select(item => Path.GetFileNameWithoutExtension((string)item.Attribute("Include")!))],
            Packages = [.. items.Where(item => item.Name == "PackageReference").Select(item => (string)item.Attribute("Include")!)],
        };
    }

    public override string ToString() => Name;
}
