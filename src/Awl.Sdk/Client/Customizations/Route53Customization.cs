using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>Route 53: an id is taken as outputs have it, such as <c>/hostedzone/Z1</c>, and sent as its last part.</summary>
/// <remarks>Source: botocore handlers.py, fix_route53_ids.</remarks>
sealed class Route53Customization : IServiceCustomization
{
    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (operation.Input is not { } shape) return;
        foreach (var member in shape.Members)
        {
            if (member.Shape.Name is not ("ResourceId" or "DelegationSetId" or "ChangeId")) continue;
            if (input.FindText(member.Name) is { } id && id.LastIndexOf('/') is >= 0 and var slash) input[member.Name] = id[(slash + 1)..];
        }
    }
}
