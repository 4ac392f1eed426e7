using System.Buffers;
using System.Security.Cryptography;

namespace Awl.Client.Customizations;

/// <summary>The hash of an archive that can be made of the hashes of its parts: SHA-256 of each MiB, then of each pair of hashes, up to one.</summary>
/// <remarks>Source: Amazon S3 Glacier developer guide, "Computing Checksums"; botocore utils.py, calculate_tree_hash.</remarks>
static class TreeHash
{
    const int LeafSize = 1024 * 1024;

    /// <summary>The plain SHA-256 and the tree hash of the rest of a stream, in hex.</summary>
    public static async Task<(string Hash, string TreeHash)> ComputeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var leaves = new List<byte[]>();
        var leaf = ArrayPool<byte>.Shared.Rent(LeafSize);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (await stream.ReadAtLeastAsync(leaf.AsMemory(0, LeafSize), LeafSize, false, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            hash.AppendData(leaf, 0, read);
            leaves.Add(SHA256.HashData(leaf.AsSpan(0, read)));
        }
        ArrayPool<byte>.Shared.Return(leaf);

        var all = hash.GetHashAndReset();
        return (Convert.ToHexStringLower(all), Convert.ToHexStringLower(leaves.Count == 0 ? all : RootOf(leaves)));
    }

    /// <summary>An odd one at the end of a level goes up as it is.</summary>
    static byte[] RootOf(List<byte[]> level)
    {
        while (level.Count > 1)
        {
            var next = new List<byte[]>();
            for (var i = 0; i < level.Count; i += 2) next.Add(i + 1 < level.Count ? SHA256.HashData([.. level[i], .. level[i + 1]]) : level[i]);
            level = next;
        }
        return level[0];
    }
}
