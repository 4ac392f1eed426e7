using Awl.Keyrings;

namespace Awl;

/// <summary>The outside world: environment, files, clock, random bytes, processes. Tests replace it; nothing else in the library reads the world.</summary>
/// <remarks>Paths are those of the operating system. Reading is synchronous: the files are small and read at start-up.</remarks>
public abstract class Machine
{
    const UnixFileMode OrdinaryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The machine that the process runs on.</summary>
    public static Machine OfThisProcess() => new SystemMachine();

    /// <summary>The clock, for dates, time-outs and delays.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>The value of an environment variable, or null when it is not set. An empty value counts as set: the callers decide.</summary>
    public abstract string? Variable(string name);

    /// <summary>Sets an environment variable for this process and for the programs that it starts from now on.</summary>
    public abstract void SetVariable(string name, string value);

    /// <summary>The folder that <c>~</c> stands for (HOME, USERPROFILE), or null where the user has none.</summary>
    public abstract string? HomeFolder { get; }

    /// <summary>Fills the buffer with random bytes fit for keys.</summary>
    public abstract void FillRandom(Span<byte> bytes);

    /// <summary>The bytes of a file, or null when there is no such file or folder.</summary>
    /// <exception cref="LocalFileException">It is there and cannot be read.</exception>
    public abstract byte[]? ReadFile(string path);

    /// <summary>Who may read and write a file, or null where there is no such file or the system has no such modes.</summary>
    public abstract UnixFileMode? FindMode(string path);

    /// <summary>Replaces a file in one step: a reader sees the old content or the new, never half. Missing folders are made with mode 0700.</summary>
    /// <param name="path">The file; a symbolic link is followed, and its target replaced.</param>
    /// <param name="content">The whole new content.</param>
    /// <param name="mode">The mode of a new file; a file that exists keeps its mode, when <paramref name="keepMode"/> is set.</param>
    /// <param name="keepMode">Whether a file that exists keeps its mode.</param>
    /// <exception cref="LocalFileException">It cannot be written; the old content is still there.</exception>
    public abstract void WriteFile(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool keepMode = true);

    /// <summary>Opens a file to be read from its start, or null when there is no such file. The caller disposes it.</summary>
    /// <exception cref="LocalFileException">It is there and cannot be read.</exception>
    public virtual Stream? OpenFile(string path) => ReadFile(path) is { } bytes ? new MemoryStream(bytes, writable: false) : null;

    /// <summary>Starts a file that takes its name when it is whole. What stood under the name before stays until then.</summary>
    /// <remarks>A name that stands for no file but for a pipe or a device is written to as it is.</remarks>
    /// <exception cref="LocalFileException">It cannot be written there.</exception>
    public virtual NewFile CreateFile(string path)
    {
        var content = new MemoryStream();
        return new(path, content, () => WriteFile(path, content.ToArray(), OrdinaryMode), static () => { });
    }

    /// <summary>Removes a file; no such file is fine.</summary>
    /// <exception cref="LocalFileException">It is there and cannot be removed.</exception>
    public abstract void DeleteFile(string path);

    /// <summary>The names of the entries of a folder, sorted; empty when there is no such folder.</summary>
    public abstract IReadOnlyList<string> ListFolder(string path);

    /// <summary>Whether there is a folder of that path.</summary>
    public virtual bool FolderExists(string path) => ListFolder(path).Count > 0;

    /// <summary>Waits until this process alone holds the lock of that name (a file), and gives it back when disposed.</summary>
    /// <exception cref="LocalFileException">There can be no such file, or another process holds it for minutes.</exception>
    public abstract Task<IDisposable> LockAsync(string path, CancellationToken cancellationToken);

    /// <summary>Runs a program without a shell, its standard error passed through, and returns what it wrote to standard output.</summary>
    /// <exception cref="LocalFileException">The program cannot be started.</exception>
    public abstract Task<ProcessOutput> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken);

    /// <summary>Where the operating system keeps the user's secrets, or null where it has no such place.</summary>
    public virtual IKeyring? Keyring => null;

    /// <summary>Where a secret may lie in memory until the user's session ends, or null where the operating system has no such place.</summary>
    public virtual IKeyring? SessionKeyring => null;

    /// <summary>The path with a leading <c>~</c> and <c>$NAME</c>, <c>${NAME}</c> replaced, as AWS CLI does with paths in its files.</summary>
    public string ExpandPath(string path)
    {
        if (path.StartsWith('~') && (path.Length == 1 || path[1] is '/' or '\\') && HomeFolder is { } home) path = home + path[1..];
        return path.Contains('$', StringComparison.Ordinal) ? ExpandVariables(path) : path;
    }

    string ExpandVariables(string text)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$') { result.Append(text[i]); continue; }

            var braced = i + 1 < text.Length && text[i + 1] == '{';
            var start = braced ? i + 2 : i + 1;
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;

            var closed = end > start && (!braced || (end < text.Length && text[end] == '}'));
            if (!closed || Variable(text[start..end]) is not { } value) { result.Append('$'); continue; }

            result.Append(value);
            i = braced ? end : end - 1;
        }
        return result.ToString();
    }
}

/// <summary>What a program printed and how it ended.</summary>
public readonly record struct ProcessOutput(int ExitCode, string StandardOutput, string StandardError);
