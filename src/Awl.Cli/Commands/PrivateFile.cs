namespace Awl.Cli.Commands;

/// <summary>A file that an option names and that a secret of the reply goes to: only its owner may read it.</summary>
static class PrivateFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Checks, before anything is called, that the file can be written.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void Check(CommandContext context, string option)
    {
        if (PathOf(context, option) is not { } path) return;
        try { context.Machine.CreateFile(path).Dispose(); }
        catch (LocalFileException e) { throw new UsageException($"Unable to write to file: {path}", e); }
    }

    /// <summary>Writes the file, when the option is given; one that exists becomes its owner's alone.</summary>
    public static void Write(CommandContext context, string option, ReadOnlySpan<byte> content)
    {
        if (PathOf(context, option) is { } path) context.Machine.WriteFile(path, content, OwnerOnly, keepMode: false);
    }

    static string? PathOf(CommandContext context, string option) => context.Options.Value(option) is { } path ? context.Machine.ExpandPath(path) : null;
}
