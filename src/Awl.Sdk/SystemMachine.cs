#pragma warning disable RS0030 // This is the one place that reads the world.
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Awl.Keyrings;

namespace Awl;

/// <summary>The machine that the process runs on.</summary>
sealed partial class SystemMachine : Machine
{
    /// <inheritdoc/>
    public override TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    public override string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public override void SetVariable(string name, string value) => Environment.SetEnvironmentVariable(name, value);

    /// <inheritdoc/>
    public override string? HomeFolder
        => field ??= Variable("HOME") is { Length: > 0 } home ? home : UserFolder() is { Length: > 0 } folder ? folder : null;

    static string UserFolder() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    /// <inheritdoc/>
    public override void FillRandom(Span<byte> bytes)
    {
        if (!TryFillFromKernel(bytes)) RandomNumberGenerator.Fill(bytes);
    }

    /// <inheritdoc/>
    public override byte[]? ReadFile(string path)
    {
        // Asked first because most files of a start are absent, and an exception costs more than the whole rest of the start.
        if (!File.Exists(path)) return null;

        try { return File.ReadAllBytes(path); }
        catch (FileNotFoundException) { return null; }
        catch (DirectoryNotFoundException) { return null; }
        catch (Exception e) when (IsFileError(e)) { throw Failed("read", path, e); }
    }

    /// <inheritdoc/>
    public override UnixFileMode? FindMode(string path) => !OperatingSystem.IsWindows() && (File.Exists(path) || Directory.Exists(path)) ? File.GetUnixFileMode(path) : null;

    /// <inheritdoc/>
    public override void WriteFile(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool keepMode = true)
    {
        try
        {
            var target = FollowLink(path);
            MakeFolder(Path.GetDirectoryName(target));
            Replace(target, content, keepMode && FindMode(target) is { } kept ? kept : mode);
        }
        catch (Exception e) when (IsFileError(e)) { throw Failed("write", path, e); }
    }

    /// <inheritdoc/>
    public override Stream? OpenFile(string path)
    {
        try { return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0) : null; }
        catch (FileNotFoundException) { return null; }
        catch (DirectoryNotFoundException) { return null; }
        catch (Exception e) when (IsFileError(e)) { throw Failed("read", path, e); }
    }

    /// <inheritdoc/>
    public override NewFile CreateFile(string path)
    {
        try { return IsDevice(path) ? WriteThrough(path) : CreateBeside(path, FollowLink(path)); }
        catch (Exception e) when (IsFileError(e)) { throw Failed("write", path, e); }
    }

    /// <inheritdoc/>
    public override void DeleteFile(string path)
    {
        try { File.Delete(path); }
        catch (DirectoryNotFoundException) { }
        catch (Exception e) when (IsFileError(e)) { throw Failed("remove", path, e); }
    }

    /// <inheritdoc/>
    public override bool FolderExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ListFolder(string path)
    {
        if (!Directory.Exists(path)) return [];

        try
        {
            var names = new List<string>();
            foreach (var entry in Directory.EnumerateFileSystemEntries(path)) names.Add(Path.GetFileName(entry));
            names.Sort(StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (IsFileError(e)) { throw Failed("list", path, e); }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The lock is the operating system's on the open file, so a process that dies gives it back. The file itself stays: removing it
    /// would let two processes hold locks on two files of one name.
    /// </remarks>
    public override async Task<IDisposable> LockAsync(string path, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        for (var wait = TimeSpan.FromMilliseconds(2); ; wait = TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * 1.5, 50)))
        {
            if (FindLock(path) is { } taken) return taken;
            if (Clock.GetElapsedTime(start) >= LockPatience) throw Held(path);
            await Task.Delay(wait, Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task<ProcessOutput> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        try
        {
            var errors = PassOnErrorsAsync(process, cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new(process.ExitCode, output, await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public override IKeyring? Keyring
        => field ??= OperatingSystem.IsWindows() ? new CredentialManager() : OperatingSystem.IsMacOS() ? new Keychain() : SecretService.Find(this);

    /// <inheritdoc/>
    public override IKeyring? SessionKeyring => KernelKeyring.Find();

    // The kernel's generator, without OpenSSL: loading that library costs milliseconds, and a start may need but a few bytes.
    static bool TryFillFromKernel(Span<byte> bytes)
    {
        const int most = 256;   // getentropy gives no more at once
        if (bytes.Length > most || OperatingSystem.IsWindows()) return false;

        try { return ReadEntropy(bytes, bytes.Length) == 0; }
        catch (DllNotFoundException) { return false; }
        catch (EntryPointNotFoundException) { return false; }
    }

    [LibraryImport("libc", EntryPoint = "getentropy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int ReadEntropy(Span<byte> buffer, nint length);

    static string FollowLink(string path)
        => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    static void MakeFolder(string? folder)
    {
        if (string.IsNullOrEmpty(folder) || Directory.Exists(folder)) return;

        MakeFolder(Path.GetDirectoryName(folder));   // one by one, for the mode is that of the last folder only
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    void Replace(string target, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var (folder, name) = (Path.GetDirectoryName(target) ?? "", Path.GetFileName(target));
        var temporary = Path.Combine(folder, $".{name}.{RandomName()}.tmp");
        try
        {
            WriteThrough(temporary, content, mode);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        RemoveRemains(folder, name);
    }

    /// <summary>Removes what writers left that were killed: it may hold secrets.</summary>
    void RemoveRemains(string folder, string name)
    {
        try
        {
            foreach (var remains in Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, $".{name}.*.tmp"))
            {
                if (Clock.GetUtcNow() - File.GetLastWriteTimeUtc(remains) > TimeSpan.FromMinutes(1)) File.Delete(remains);
            }
        }
        catch (Exception e) when (IsFileError(e)) { }   // the file itself is written
    }

    string RandomName()
    {
        Span<byte> bytes = stackalloc byte[8];
        FillRandom(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    static void WriteThrough(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode & (UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, mode);   // the mode asked for, whatever the umask
        file.Write(content);
        file.Flush(flushToDisk: true);   // before the rename, so that a crash of the machine cannot leave an empty file under the name
    }

    static FileStream? FindLock(string path)
    {
        try
        {
            MakeFolder(Path.GetDirectoryName(path));
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(path, options);
        }
        catch (IOException e) when (IsHeldByAnother(e)) { return null; }
        catch (Exception e) when (IsFileError(e)) { throw Failed("lock", path, e); }
    }

    /// <summary>Whoever holds a lock calls AWS, or waits for a person to type a code: no longer than this, unless it hangs or is stopped.</summary>
    internal TimeSpan LockPatience { get; init; } = TimeSpan.FromMinutes(5);

    LocalFileException Held(string path) => new(
        $"Another process has held {path} for {LockPatience.TotalMinutes} minutes. It may be stopped, or wait for an answer in another terminal: answer there or end it, and try again.")
    { IsHeldByAnother = true };

    /// <summary>Whether the error is EWOULDBLOCK (11 on Linux, 35 on macOS and BSD) or Windows's sharing or lock violation.</summary>
    static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        for (var i = 1; i < command.Count; i++) start.ArgumentList.Add(command[i]);

        try { return Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new LocalFileException($"Cannot start the program '{command[0]}': {e.NativeErrorCode switch { 2 => "no such file", 13 => "permission denied", _ => e.Message }}.", e);
        }
    }

    /// <summary>Keeps what the program writes to standard error for an error message, and shows it at once on a terminal: it may be a prompt.</summary>
    static async Task<string> PassOnErrorsAsync(Process process, CancellationToken cancellationToken)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[1024];
        using var terminal = Console.IsErrorRedirected ? null : new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        while (await process.StandardError.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            kept.Append(buffer, 0, count);
            if (terminal is not null) await terminal.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        return kept.ToString();
    }

    /// <summary>Whether a name stands for a pipe, a terminal or another device: to give that name to a file would take the device away.</summary>
    static bool IsDevice(string path)
    {
        if (OperatingSystem.IsWindows()) return path.StartsWith(@"\\.\", StringComparison.Ordinal) || path.Equals("NUL", StringComparison.OrdinalIgnoreCase);
        if (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)) return true;
        if (!File.Exists(path)) return false;

        using var existing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return !existing.CanSeek;
    }

    static NewFile WriteThrough(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return new(path, stream, static () => { }, static () => { });
    }

    NewFile CreateBeside(string path, string target)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Path.GetFileName(target)}.{Environment.ProcessId:x}.tmp");
        if (Directory.Exists(target)) throw new UnauthorizedAccessException(null, new IOException(null, 21));   // EISDIR: Failed says it in words

        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return new(path, stream, Complete, () => File.Delete(temporary));

        void Complete()
        {
            if (!OperatingSystem.IsWindows() && FindMode(target) is { } mode) File.SetUnixFileMode(temporary, mode);
            File.Move(temporary, target, overwrite: true);
        }
    }

    static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException;

    static LocalFileException Failed(string verb, string path, Exception e) => new($"Cannot {verb} {path}: {Reason(e)}.", e);

    /// <summary>Why a file could not be used, in words: without its resources .NET has only their names to say.</summary>
    internal static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException when e.InnerException is IOException { HResult: 21 } => "it is a folder",
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "no such file or folder",   // their texts are not in the native program
        ArgumentOutOfRangeException or { HResult: 27 } => "the file is too large",   // EFBIG: the limit of the process or of the file system
        { HResult: 20 } => "a part of the path is no folder",
        { HResult: 28 } => "no space left on device",
        { HResult: 30 } => "the file system is read-only",
        _ => e.Message.TrimEnd('.'),
    };
}
