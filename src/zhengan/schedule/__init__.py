"""What is done by the clock, once each, without a broker; and Zhengan as one of the systems it watches."""
