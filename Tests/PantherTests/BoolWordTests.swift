import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct BoolWordTests {
  @Test(arguments: ["true", "1", "yes", "on", "enabled", "YES"]) func `words for true`(word: String) {
    #expect(Bool(word: word) == true)
  }

  @Test(arguments: ["false", "0", "no", "off", "disabled", "Off"]) func `words for false`(word: String) {
    #expect(Bool(word: word) == false)
  }

  @Test(arguments: ["", " true", "maybe", "2", "ja"]) func `no other word is a boolean`(word: String) {
    #expect(Bool(word: word) == nil)
  }
}
