using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>The services by their names on the command line: the user's own models and AWS's.</summary>
sealed class ServiceCatalog(Session session, Pack models)
{
    /// <summary>The service of that name on the command line, or null: <c>s3api</c> is one, <c>s3</c> is none.</summary>
    public Service? Find(string command)
        => session.FindService(command) is { } service && service.CommandName == command ? service : null;

    /// <summary>Whether a service of AWS is called so on the command line or in its model. The user's own models are not looked at.</summary>
    public bool IsOfAws(string name) => models.FindService(name) is not null;

    /// <summary>As <see cref="Find"/>, but one of AWS's where the user's files cannot be read, which name more models: for help and completion.</summary>
    public Service? FindDespiteFiles(string command)
    {
        try { return Find(command); }
        catch (ConfigurationException) { return models.FindService(command) is { } service && service.CommandName == command ? service : null; }
    }

    /// <summary>All of AWS's services, by name in the model.</summary>
    public IEnumerable<Service> All()
    {
        for (var i = 0; i < models.ServiceCount; i++) yield return models.GetService(i);
    }
}
