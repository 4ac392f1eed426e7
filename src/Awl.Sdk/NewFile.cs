namespace Awl;

/// <summary>A file in the making: it takes its name when it is completed, and leaves nothing behind when it is disposed before.</summary>
/// <param name="path">The name that it will have, for messages.</param>
/// <param name="content">Where its content is written.</param>
/// <param name="complete">Gives it its name; the content is closed by then.</param>
/// <param name="abandon">Removes what was written; the content is closed by then.</param>
public sealed class NewFile(string path, Stream content, Action complete, Action abandon) : IDisposable
{
    bool _isDone;

    /// <summary>Copies a stream into it, to the end.</summary>
    /// <exception cref="LocalFileException">It cannot be written: the disk is full. What reading throws is passed on as it is.</exception>
    public async Task WriteAsync(Stream source, CancellationToken cancellationToken = default)
    {
        var buffer = new byte[128 * 1024];
        while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count) Write(buffer.AsSpan(0, count));
    }

    /// <summary>Adds bytes to it.</summary>
    /// <exception cref="LocalFileException">It cannot be written: the disk is full.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => Guard(bytes, static (file, bytes) => file.Write(bytes));

    /// <summary>Gives it its name.</summary>
    /// <exception cref="LocalFileException">It cannot be written.</exception>
    public void Complete()
    {
        Guard(default, static (file, _) => file.Dispose());
        Guard(default, (_, _) => complete());
        _isDone = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDone) return;
        _isDone = true;
        try { content.Dispose(); }
        catch (IOException) { }   // what could not be written is thrown away anyway
        abandon();
    }

    void Guard(ReadOnlySpan<byte> bytes, WriteStep step)
    {
        try { step(content, bytes); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new LocalFileException($"Cannot write {path}: {SystemMachine.Reason(e)}.", e);
        }
    }

    delegate void WriteStep(Stream content, ReadOnlySpan<byte> bytes);
}
