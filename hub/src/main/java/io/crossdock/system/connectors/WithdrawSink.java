package io.crossdock.system.connectors;

/**
 * Is told which announced goods will not come. Told twice, or of a return it does not know, it changes nothing; refused
 * means that the goods are there already.
 */
public interface WithdrawSink extends Sink<ReturnWithdrawal> {
}
