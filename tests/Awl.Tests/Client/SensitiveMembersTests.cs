using Awl.Client;
using Awl.Tests.Model;

namespace Awl.Tests.Client;

public class SensitiveMembersTests
{
    [Fact]
    public void Members_are_found_at_any_depth_under_both_names()
    {
        var service = TestModels.Service("""
            {
              "operations": {"Op": {"http": {}, "input": {"shape": "In"}, "output": {"shape": "Out"}, "errors": [{"shape": "Bad"}]}},
              "shapes": {
                "In": {"type": "structure", "members": {"Plain": {"shape": "Text"}, "Pet": {"shape": "Hidden", "locationName": "pet-name"}, "Again": {"shape": "In"}}},
                "Out": {"type": "structure", "members": {"Pages": {"shape": "Pages"}, "Words": {"shape": "Words"}, "Whole": {"shape": "Whole"}}},
                "Bad": {"type": "structure", "exception": true, "members": {"Reason": {"shape": "Hidden"}}},
                "Pages": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Page"}},
                "Page": {"type": "structure", "members": {"Deep": {"shape": "Hidden"}}},
                "Words": {"type": "list", "member": {"shape": "Hidden"}},
                "Whole": {"type": "structure", "sensitive": true, "members": {"Inner": {"shape": "Text"}}},
                "Text": {"type": "string"},
                "Hidden": {"type": "string", "sensitive": true}
              }
            }
            """);
        string[] expected = ["Deep", "Pet", "Reason", "Whole", "Words", "pet-name"];
        var names = SensitiveMembers.Of(service.GetOperation(0));
        Assert.Superset(expected.ToHashSet(), names.ToHashSet());
        Assert.DoesNotContain("Plain", names);
        Assert.DoesNotContain("Pages", names);
        Assert.Contains("PET-NAME", names);   // header names have no case
    }
}
