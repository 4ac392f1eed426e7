using System.Globalization;

namespace Awl.Tests;

/// <summary>How many inputs a parser of outside text has to survive: few in every run, as many as <c>AWL_FUZZ</c> says in <c>tests/fuzz.sh</c>.</summary>
static class FuzzSize
{
    public static long Of(long inEveryRun)
        => Environment.GetEnvironmentVariable("AWL_FUZZ") is { Length: > 0 } size ? long.Parse(size, CultureInfo.InvariantCulture) : inEveryRun;
}
