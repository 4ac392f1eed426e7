using Awl.Http;
using Awl.Local.Sandbox.Authentication;

namespace Awl.Local.Sandbox.S3;

/// <summary>The bytes of an object, or of a range of it, out of the files that they lie in.</summary>
/// <remarks>All files are opened at once, so that a version that is deleted meanwhile can still be read to its end.</remarks>
sealed class ObjectContent : ReadOnlyStream
{
    readonly Queue<(FileStream File, long Length)> _pieces = new();
    FileStream? _file;
    long _left;

    public static ObjectContent Open(Bucket bucket, IReadOnlyList<DataFile> files, ByteRange range)
    {
        var content = new ObjectContent();
        var (skip, left) = (range.Start, range.Length);
        foreach (var file in files)
        {
            if (left <= 0) break;
            if (skip >= file.Size) { skip -= file.Size; continue; }
            var stream = bucket.OpenData(file);
            stream.Position = skip;
            var length = Math.Min(file.Size - skip, left);
            content._pieces.Enqueue((stream, length));
            (skip, left) = (0, left - length);
        }
        return content;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left == 0)
        {
            if (_file is not null) await _file.DisposeAsync();
            _file = null;
            if (!_pieces.TryDequeue(out var piece)) return 0;
            (_file, _left) = piece;
        }
        var count = await _file!.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        if (count == 0) throw new EndOfStreamException("A data file of the sandbox is shorter than its record says.");
        _left -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            foreach (var (file, _) in _pieces) file.Dispose();
        }
        base.Dispose(disposing);
    }
}
