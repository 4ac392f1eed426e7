using System.Security.Cryptography;
using Awl.Local.Sandbox.Wire;
using Awl.Signing.Checksums;

namespace Awl.Local.Sandbox.S3;

/// <summary>Receives bytes into a file of a bucket, and checks them against the checksums that came with them.</summary>
static class ObjectWriter
{
    const int BufferSize = 128 * 1024;

    /// <summary>What S3 computes where nobody names an algorithm.</summary>
    const ChecksumAlgorithm Default = ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Receives the body of a request. When anything is wrong nothing is left behind.</summary>
    /// <param name="bucket">Where the bytes go.</param>
    /// <param name="request">The request; its body is read to the end.</param>
    /// <param name="algorithm">The algorithm that the upload is bound to, or null.</param>
    /// <param name="cancellationToken">Stops receiving.</param>
    /// <exception cref="SandboxException">The bytes are not those that were announced.</exception>
    public static async Task<Received> ReceiveAsync(Bucket bucket, SandboxRequest request, string? algorithm, CancellationToken cancellationToken)
    {
        // S3 wants to know how long a body is before it comes.
        if (request.Headers.TransferEncoding.Count > 0 && request.Header("x-amz-decoded-content-length") is null)
            throw new SandboxException("NotImplemented", "A header you provided implies functionality that is not implemented", 501).With("Header", "Transfer-Encoding");
        var announced = BodyDigests.FindAnnounced(request);
        var chosen = announced?.Algorithm ?? (algorithm is null ? Default : ChecksumAlgorithms.Find(algorithm) ?? Default);
        var received = await WriteAsync(bucket, request.Body, chosen, cancellationToken);
        try
        {
            CheckLength(request, received);
            BodyDigests.CheckMd5(request, received.Md5);
            BodyDigests.CheckChecksum(request, received.Checksum);
            return received;
        }
        catch (SandboxException)
        {
            bucket.DeleteData(received.File.Name);
            throw;
        }
    }

    /// <summary>Copies bytes into a new file.</summary>
    public static async Task<Received> WriteAsync(Bucket bucket, Stream source, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        var file = bucket.CreateData(out var name);
        try
        {
            await using (file)
            {
                using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
                using var checksum = ChecksumAlgorithms.Create(algorithm);
                var buffer = new byte[BufferSize];
                long size = 0;
                while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                {
                    md5.AppendData(buffer, 0, count);
                    checksum.Append(buffer.AsSpan(0, count));
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                    size += count;
                }
                var sum = Convert.ToBase64String(checksum.Finish());
                return new(new DataFile(name, size, sum), md5.GetHashAndReset(), algorithm, sum);
            }
        }
        catch
        {
            bucket.DeleteData(name);
            throw;
        }
    }

    static void CheckLength(SandboxRequest request, Received received)
    {
        if (request.BodyLength is { } length && length != received.File.Size)
            throw new SandboxException("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
}

/// <summary>Bytes that lie in a file.</summary>
sealed record Received(DataFile File, byte[] Md5, ChecksumAlgorithm Algorithm, string Checksum)
{
    public string ETag => Convert.ToHexStringLower(Md5);
    public ObjectChecksum ToChecksum() => new(ChecksumAlgorithms.NameOf(Algorithm), Checksum, "FULL_OBJECT");
}
