using System.Text.Json;
using Awl.Model.Building;

namespace Awl.ModelCompiler;

/// <summary>In which regions each service is, from <c>endpoints.json</c>, as a bit for each region of <c>partitions.json</c> in its order.</summary>
/// <remarks>About a quarter of the services, the newest, are not in that file: nothing is known of them.</remarks>
sealed class ServiceRegions
{
    readonly List<string> _regions;
    readonly Dictionary<string, HashSet<string>> _services = new(StringComparer.Ordinal);

    public ServiceRegions(JsonElement partitions, JsonElement endpoints)
    {
        _regions = [.. partitions.GetProperty("partitions").EnumerateArray().SelectMany(partition => partition.GetProperty("regions").EnumerateObject()).Select(region => region.Name)];
        foreach (var partition in endpoints.GetProperty("partitions").EnumerateArray())
        {
            foreach (var service in partition.GetProperty("services").EnumerateObject())
            {
                if (!_services.TryGetValue(service.Name, out var known)) _services[service.Name] = known = [];
                if (service.Value.TryGetProperty("endpoints", out var places)) known.UnionWith(places.EnumerateObject().Select(place => place.Name));
            }
        }
    }

    /// <summary>The bits, 24 a number; none set for a service with one endpoint for all regions. Null for a service that is not known.</summary>
    public int[]? Find(ModelFiles service)
    {
        var prefix = service.Model.GetProperty("metadata").GetProperty("endpointPrefix").GetString()!;
        if (!_services.TryGetValue(prefix, out var known)) return null;

        var bits = new int[(_regions.Count + 23) / 24];
        for (var i = 0; i < _regions.Count; i++)
        {
            if (known.Contains(_regions[i]) && !_regions[i].EndsWith("-global", StringComparison.Ordinal)) bits[i / 24] |= 1 << (i % 24);
        }
        return bits;
    }
}
