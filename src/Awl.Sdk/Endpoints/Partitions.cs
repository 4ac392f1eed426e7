using System.Text;
using Awl.Model;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>AWS's partitions and the regions in them.</summary>
/// <remarks>Source: botocore endpoint_provider.py, aws_partition.</remarks>
static class Partitions
{
    /// <summary>The row of the partition of a region: the one that lists it or whose pattern it fits; otherwise that of <c>aws</c>.</summary>
    public static int RowOf(RuleGraph graph, ReadOnlySpan<char> region)
    {
        for (var row = 0; row < graph.PartitionCount; row++)
        {
            var partition = graph.Partition(row);
            if (Fits(partition, region) || Lists(partition, region)) return row;
        }
        return 0;
    }

    /// <summary>The regions of a partition in which a service is; all of them where that is not known.</summary>
    public static List<string> RegionsOf(RuleGraph graph, int row, Service service)
    {
        var bits = service.Traits.Values(Trait.Regions);
        var first = 0;
        for (var i = 0; i < row; i++) first += graph.Partition(i).RegionCount;

        var (partition, names) = (graph.Partition(row), new List<string>());
        for (var i = 0; i < partition.RegionCount; i++)
        {
            var bit = first + i;
            if (bits.Count > 0 && (bits.Number(bit / 24) >> (bit % 24) & 1) == 0) continue;
            if (partition.Region(i).ToString() is var name && !name.EndsWith("-global", StringComparison.Ordinal)) names.Add(name);
        }
        return names;
    }

    static bool Lists(PartitionRow partition, ReadOnlySpan<char> region)
    {
        for (var i = 0; i < partition.RegionCount; i++)
        {
            if (Ascii.Equals(partition.Region(i).Utf8, region)) return true;
        }
        return false;
    }

    /// <summary>Whether the region is a prefix of the partition, a word without hyphens, a hyphen and digits.</summary>
    static bool Fits(PartitionRow partition, ReadOnlySpan<char> region)
    {
        for (var i = 0; i < partition.PrefixCount; i++)
        {
            var prefix = partition.Prefix(i).Utf8;
            if (region.Length > prefix.Length && Ascii.Equals(prefix, region[..prefix.Length]) && IsWordAndNumber(region[prefix.Length..]))
                return true;
        }
        return false;
    }

    static bool IsWordAndNumber(ReadOnlySpan<char> text)
    {
        var hyphen = text.IndexOf('-');
        if (hyphen < 1 || hyphen == text.Length - 1) return false;

        foreach (var c in text[..hyphen])
        {
            if (!char.IsLetterOrDigit(c) && c != '_') return false;
        }
        return !text[(hyphen + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
