namespace Awl.Endpoints;

/// <summary>The names of regions as users write them.</summary>
static class RegionName
{
    /// <summary>Refuses what cannot be part of a host name: it would send requests and signatures elsewhere.</summary>
    /// <exception cref="ConfigurationException">The name is no host label, or only digits.</exception>
    /// <remarks>Source: botocore utils.py, validate_region_name.</remarks>
    public static void Validate(string region)
    {
        if (HostLabel.IsValid(region) && region.AsSpan().ContainsAnyExceptInRange('0', '9')) return;

        throw new ConfigurationException(ConfigurationFault.Invalid, $"Provided region_name '{region}' doesn't match a supported format.");
    }

    /// <summary>The region that a FIPS pseudo region stands for: <c>fips-us-east-1</c> and <c>us-east-1-fips</c> are <c>us-east-1</c>.</summary>
    /// <remarks>Source: botocore client.py, _normalize_fips_region.</remarks>
    public static string WithoutFips(string region)
        => region.Replace("fips-", "", StringComparison.Ordinal).Replace("-fips", "", StringComparison.Ordinal);
}
