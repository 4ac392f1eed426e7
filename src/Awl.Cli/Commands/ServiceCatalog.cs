using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>The services by their names on the command line. The models are opened when the first is asked for.</summary>
sealed class ServiceCatalog(Func<Pack> open)
{
    Pack? _pack;

    Pack Pack => _pack ??= open();

    /// <summary>The service of that name on the command line, or null: <c>s3api</c> is one, <c>s3</c> is none.</summary>
    public Service? Find(string command)
        => Pack.FindService(command) is { } service && service.CommandName == command ? service : null;

    /// <summary>All services, by name in the model.</summary>
    public IEnumerable<Service> All()
    {
        for (var i = 0; i < Pack.ServiceCount; i++) yield return Pack.GetService(i);
    }
}
