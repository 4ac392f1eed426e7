using System.Buffers;
using System.Diagnostics;
using System.IO.Hashing;
using System.Security.Cryptography;
using Awl.Http;

namespace Awl.Signing.Checksums;

/// <summary>The table of checksums: names, headers, sizes, and how each is made.</summary>
static class ChecksumAlgorithms
{
    const int BufferSize = 128 * 1024;

    /// <summary>What is used where the caller names none. Source: AWS CLI v2, observed; older botocore has CRC32.</summary>
    public const ChecksumAlgorithm Default = ChecksumAlgorithm.Crc64Nvme;

    /// <summary>The order in which the checksums of a reply are looked for. Source: botocore httpchecksum.py, _ALGORITHMS_PRIORITY_LIST.</summary>
    public static ReadOnlySpan<ChecksumAlgorithm> ByPriority =>
    [
        ChecksumAlgorithm.XxHash128, ChecksumAlgorithm.XxHash3, ChecksumAlgorithm.Crc64Nvme, ChecksumAlgorithm.XxHash64,
        ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Sha1, ChecksumAlgorithm.Sha256, ChecksumAlgorithm.Sha512,
    ];

    /// <summary>The algorithm of that name in any case, as models write it (<c>CRC32C</c>); null for one that is not supported (<c>MD5</c>).</summary>
    public static ChecksumAlgorithm? Find(string name)
    {
        foreach (var algorithm in ByPriority)
        {
            if (NameOf(algorithm).Equals(name, StringComparison.OrdinalIgnoreCase)) return algorithm;
        }
        return null;
    }

    public static string NameOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        ChecksumAlgorithm.Sha256 => "SHA256",
        ChecksumAlgorithm.Sha512 => "SHA512",
        ChecksumAlgorithm.XxHash64 => "XXHASH64",
        ChecksumAlgorithm.XxHash3 => "XXHASH3",
        ChecksumAlgorithm.XxHash128 => "XXHASH128",
        _ => throw new UnreachableException(),
    };

    /// <summary>The header, or the line after the last chunk, that carries it: <c>x-amz-checksum-crc32</c>.</summary>
    public static string HeaderOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "x-amz-checksum-crc32",
        ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        ChecksumAlgorithm.Crc64Nvme => "x-amz-checksum-crc64nvme",
        ChecksumAlgorithm.Sha1 => "x-amz-checksum-sha1",
        ChecksumAlgorithm.Sha256 => "x-amz-checksum-sha256",
        ChecksumAlgorithm.Sha512 => "x-amz-checksum-sha512",
        ChecksumAlgorithm.XxHash64 => "x-amz-checksum-xxhash64",
        ChecksumAlgorithm.XxHash3 => "x-amz-checksum-xxhash3",
        ChecksumAlgorithm.XxHash128 => "x-amz-checksum-xxhash128",
        _ => throw new UnreachableException(),
    };

    /// <summary>How many bytes it has.</summary>
    public static int SizeOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme or ChecksumAlgorithm.XxHash64 or ChecksumAlgorithm.XxHash3 => 8,
        ChecksumAlgorithm.XxHash128 => 16,
        ChecksumAlgorithm.Sha1 => 20,
        ChecksumAlgorithm.Sha256 => 32,
        ChecksumAlgorithm.Sha512 => 64,
        _ => throw new UnreachableException(),
    };

    public static IChecksum Create(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => new Crc32Checksum(),
        ChecksumAlgorithm.Crc32C => new Crc32CChecksum(),
        ChecksumAlgorithm.Crc64Nvme => new Crc64NvmeChecksum(),
        ChecksumAlgorithm.Sha1 => new DigestChecksum(HashAlgorithmName.SHA1),
        ChecksumAlgorithm.Sha256 => new DigestChecksum(HashAlgorithmName.SHA256),
        ChecksumAlgorithm.Sha512 => new DigestChecksum(HashAlgorithmName.SHA512),
        ChecksumAlgorithm.XxHash64 => new XxHashChecksum(new XxHash64()),
        ChecksumAlgorithm.XxHash3 => new XxHashChecksum(new XxHash3()),
        ChecksumAlgorithm.XxHash128 => new XxHashChecksum(new XxHash128()),
        _ => throw new UnreachableException(),
    };

    /// <summary>The checksum of a whole body in base64. A stream is read once, so it must be able to repeat.</summary>
    public static async ValueTask<string> ComputeAsync(ChecksumAlgorithm algorithm, RequestBody body, CancellationToken cancellationToken)
    {
        using var checksum = Create(algorithm);
        if (body.InMemory) checksum.Append(body.Bytes.Span);
        else await AppendStreamAsync(checksum, body, cancellationToken).ConfigureAwait(false);
        return Convert.ToBase64String(checksum.Finish());
    }

    static async Task AppendStreamAsync(IChecksum checksum, RequestBody body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var stream = body.Open();
        await using var _ = stream.ConfigureAwait(false);
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0) checksum.Append(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
