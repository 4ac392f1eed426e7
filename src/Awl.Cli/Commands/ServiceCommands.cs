using Awl.Cli.CommandLine.Overlays;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>The operations of a service under their names on the command line.</summary>
static class ServiceCommands
{
    /// <summary>The operation of that name, or null.</summary>
    public static Operation? Find(Service service, string command)
    {
        var name = service.CommandName;
        if (service.FindCommand(command) is { } operation && !RemovedOperations.Contains(name, command)) return operation;

        foreach (var alias in OperationAliases.Of(name))
        {
            if (alias.Command == command) return service.FindOperation(alias.Operation);
        }
        return null;
    }

    /// <summary>All operations with their names, by name in the model; then the other names.</summary>
    public static IEnumerable<(string Command, Operation Operation)> All(Service service)
    {
        var name = service.CommandName;
        for (var i = 0; i < service.OperationCount; i++)
        {
            var operation = service.GetOperation(i);
            var command = operation.CommandName;
            if (!RemovedOperations.Contains(name, command)) yield return (command, operation);
        }
        foreach (var alias in OperationAliases.Of(name))
        {
            if (service.FindOperation(alias.Operation) is { } operation) yield return (alias.Command, operation);
        }
    }
}
