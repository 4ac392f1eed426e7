namespace Awl.Model.EndpointRules;

/// <summary>The type of a parameter of a rule set.</summary>
enum ParameterType : byte
{
    Text = 0,
    Boolean = 1,
    TextList = 2,
}
