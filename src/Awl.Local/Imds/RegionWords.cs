using System.Text;

namespace Awl.Local.Imds;

/// <summary>What follows from the name of a region or of an instance type.</summary>
static class RegionWords
{
    /// <summary>The start of a zone's id: <c>euw1</c> for eu-west-1, <c>apne1</c> for ap-northeast-1.</summary>
    /// <remarks>Source: the documented zone ids. The words are north, south, east, west, central and pairs of them.</remarks>
    public static string Initials(string region)
    {
        var words = region.Split('-');
        var initials = new StringBuilder(words[0]);
        for (var i = 1; i < words.Length; i++)
        {
            initials.Append(words[i] switch
            {
                "gov" => "g",
                "iso" => "i",
                "isob" => "ib",
                "northeast" => "ne",
                "northwest" => "nw",
                "southeast" => "se",
                "southwest" => "sw",
                { Length: > 0 } word => word[..1],
                _ => "",
            });
        }
        return initials.ToString();
    }

    /// <summary>The partition of a region and the domain of its services.</summary>
    public static (string Name, string Domain) Partition(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => ("aws-cn", "amazonaws.com.cn"),
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => ("aws-us-gov", "amazonaws.com"),
        _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => ("aws-iso-b", "sc2s.sgov.gov"),
        _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => ("aws-iso", "c2s.ic.gov"),
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => ("aws-eusc", "amazonaws.eu"),
        _ => ("aws", "amazonaws.com"),
    };

    /// <summary>Whether a type has AWS's own processor: a <c>g</c> after the generation's number (m6g, c7gn), and a1.</summary>
    public static bool IsArm(string type)
    {
        var family = type.Split('.')[0];
        var digit = family.AsSpan().IndexOfAnyInRange('0', '9');
        return family == "a1" || (digit >= 0 && family.AsSpan(digit + 1).StartsWith("g"));
    }
}
