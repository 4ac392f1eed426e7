using Awl.Model.Building;

namespace Awl.Model;

/// <summary>Models of the user's own: they override or add a service, and are compiled in memory when that service is called.</summary>
/// <remarks>
/// Layout: <c>FOLDER/SERVICE/VERSION/service-2.json</c> and its companions, the newest version counts. Folders: each of the setting
/// <c>data_path</c> (AWS_DATA_PATH), then <c>~/.aws/models</c>. Source: botocore loaders.py.
/// </remarks>
sealed class UserModels(Machine machine, string? dataPath)
{
    const string ModelFile = "service-2.json";

    /// <summary>The user's model of that name (on the command line or of the model), or null.</summary>
    /// <exception cref="ConfigurationException">There is one and it cannot be read.</exception>
    public Service? FindService(string name)
    {
        foreach (var folder in Folders())
        {
            if (NewestVersion(Path.Combine(folder, name)) is { } version) return Compile(name, version);
        }
        return null;
    }

    /// <summary>Names of all services that the user has a model for, sorted.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in Folders())
        {
            foreach (var name in machine.ListFolder(folder))
            {
                if (NewestVersion(Path.Combine(folder, name)) is not null) names.Add(name);
            }
        }
        return [.. names];
    }

    IEnumerable<string> Folders()
    {
        foreach (var folder in dataPath?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? []) yield return machine.ExpandPath(folder);
        if (machine.HomeFolder is { } home) yield return Path.Combine(home, ".aws", "models");
    }

    string? NewestVersion(string serviceFolder)
    {
        var versions = machine.ListFolder(serviceFolder);
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            var folder = Path.Combine(serviceFolder, versions[i]);
            if (machine.ListFolder(folder).Contains(ModelFile)) return folder;
        }
        return null;
    }

    Service Compile(string name, string folder)
    {
        try
        {
            var builder = new PackBuilder();
            var files = new ModelFiles(name, ReadFiles(folder));
            builder.Add(files);
            return Pack.Open(builder.Build(), new Documentation(files)).GetService(0);
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException(ConfigurationFault.Unreadable, $"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    Dictionary<string, byte[]> ReadFiles(string folder)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in machine.ListFolder(folder))
        {
            if (file.EndsWith(".json", StringComparison.Ordinal) && machine.ReadFile(Path.Combine(folder, file)) is { } bytes) files.Add(file, bytes);
        }
        return files;
    }
}
