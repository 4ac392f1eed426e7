namespace Awl.Local.Sandbox.Storage;

/// <summary>The folder that the sandbox keeps its state in. What was written survives the end of the process at any moment.</summary>
/// <remarks>A file is written beside its place and then takes its name, so that there is the old content or the new, never half. One sandbox a folder.</remarks>
sealed class DataFolder : IDisposable
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const string Unfinished = ".new";

    readonly FileStream _lock;
    readonly bool _isTemporary;

    DataFolder(string root, bool isTemporary)
    {
        (Root, _isTemporary) = (root, isTemporary);
        CreateFolder(root);
        _lock = OpenLock(Path.Combine(root, "lock"));
    }

    public string Root { get; }

    /// <summary>Opens a folder, or without a path one of its own that goes away with the sandbox.</summary>
    /// <exception cref="LocalFileException">It cannot be used, or another sandbox uses it.</exception>
    public static DataFolder Open(string? path)
    {
        if (path is null) return new(Directory.CreateTempSubdirectory("awl-sandbox-").FullName, isTemporary: true);
        return new(Path.GetFullPath(path), isTemporary: false);
    }

    /// <summary>The bytes of a file, or null when there is none.</summary>
    public byte[]? Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllBytes(PathOf(name)) : null;

    /// <summary>Replaces a file in one step.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var path = PathOf(name);
        CreateFolder(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path + Unfinished, Options(FileMode.Create, FileAccess.Write, FileOptions.None))) file.Write(content);
        File.Move(path + Unfinished, path, overwrite: true);
    }

    /// <summary>Starts a file that counts once a <see cref="Write"/> names it.</summary>
    public FileStream Create(string name)
    {
        CreateFolder(Path.GetDirectoryName(PathOf(name))!);
        return new(PathOf(name), Options(FileMode.CreateNew, FileAccess.ReadWrite, FileOptions.Asynchronous, FileShare.Read | FileShare.Delete));
    }

    /// <summary>Opens a file to be read; it may be deleted meanwhile.</summary>
    public FileStream OpenRead(string name)
        => new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Deletes a file; no such file, or folder, is fine.</summary>
    public void Delete(string name)
    {
        try { File.Delete(PathOf(name)); }
        catch (DirectoryNotFoundException) { }
    }

    /// <summary>Deletes a folder with all that is in it; no such folder is fine.</summary>
    public void DeleteFolder(string name)
    {
        if (Directory.Exists(PathOf(name))) Directory.Delete(PathOf(name), recursive: true);
    }

    /// <summary>Names of the folders in a folder.</summary>
    public IEnumerable<string> Folders(string name)
        => Directory.Exists(PathOf(name)) ? Directory.EnumerateDirectories(PathOf(name)).Select(path => Path.GetFileName(path)) : [];

    /// <summary>Names of the finished files in a folder; what was left unfinished is removed.</summary>
    public IEnumerable<string> Files(string name)
    {
        if (!Directory.Exists(PathOf(name))) yield break;
        foreach (var path in Directory.EnumerateFiles(PathOf(name)))
        {
            if (path.EndsWith(Unfinished, StringComparison.Ordinal)) File.Delete(path);
            else yield return Path.GetFileName(path);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (_isTemporary) Directory.Delete(Root, recursive: true);
    }

    /// <summary>The whole path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>For its owner's eyes: keys and objects lie there.</summary>
    static FileStreamOptions Options(FileMode mode, FileAccess access, FileOptions options, FileShare share = FileShare.Read)
    {
        var result = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 1, Options = options };
        if (!OperatingSystem.IsWindows()) result.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return result;
    }

    static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Private);
    }

    static FileStream OpenLock(string path)
    {
        try { return new(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileOptions.None, FileShare.None)); }
        catch (IOException e) { throw new LocalFileException($"The folder {Path.GetDirectoryName(path)} is in use by another sandbox: stop it, or name another folder with --data.", e); }
    }
}
