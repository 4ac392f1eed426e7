using System.Globalization;

namespace Awl.Cli.Commands.S3;

/// <summary>Sizes for people: <c>1 Byte</c>, <c>10 Bytes</c>, <c>1.5 KiB</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/s3/utils.py, <c>human_readable_size</c>.</remarks>
static class SizeText
{
    public static string Of(long bytes)
    {
        if (bytes == 1) return "1 Byte";
        if (bytes < 1024) return $"{bytes} Bytes";

        var value = (double)bytes;
        foreach (var unit in (ReadOnlySpan<string>)["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"])
        {
            value /= 1024;
            if (Math.Round(value) < 1024) return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value, 1, MidpointRounding.ToEven):F1} {unit}");
        }
        return $"{bytes} Bytes";
    }
}
